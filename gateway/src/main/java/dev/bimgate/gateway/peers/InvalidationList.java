package dev.bimgate.gateway.peers;

import dev.bimgate.cache.byteform.ByteForm;
import dev.bimgate.cache.byteform.ByteFormException;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.routes.CachedRoute;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The form of some invalidations in a message: each with its length before it. */
public final class InvalidationList {

  private static final List<CachedRoute> ROUTES = List.of(CachedRoute.values());

  private InvalidationList() {}

  public static byte[] of(List<Invalidation> what) {
    List<byte[]> forms = what.stream().map(InvalidationList::form).toList();
    ByteBuffer bytes =
        ByteBuffer.allocate(forms.stream().mapToInt(form -> Integer.BYTES + form.length).sum());
    forms.forEach(form -> bytes.putInt(form.length).put(form));
    return bytes.array();
  }

  /** The form of one invalidation; that of everything, if its lists cannot be named. */
  static byte[] form(Invalidation one) {
    try {
      return ByteForm.ofInvalidation(one);
    } catch (ByteFormException hasNone) {
      return form(new Invalidation(Scope.EVERYTHING, one.reason()));
    }
  }

  /** The invalidation of a form. */
  static Invalidation read(byte[] form) throws ByteFormException {
    return ByteForm.invalidation(form, ROUTES);
  }

  /**
   * Reads what remains; for this gateway they are invalidations by a peer. Empty if it is of
   * another form.
   */
  public static Optional<List<Invalidation>> read(ByteBuffer from) {
    List<Invalidation> what = new ArrayList<>();
    try {
      while (from.hasRemaining()) {
        what.add(new Invalidation(read(part(from)).scope(), Reason.PEER));
      }
      return Optional.of(what);
    } catch (ByteFormException | BufferUnderflowException another) {
      return Optional.empty();
    }
  }

  private static byte[] part(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    from.get(part);
    return part;
  }
}
