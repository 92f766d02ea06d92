package dev.bimgate.gateway.context;

import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done when the body of a request turns out to be out of form while it comes: the
 * check of heads finds that out, the stages answer.
 */
public final class RefusedBody {

  private static final AttributeKey<Consumer<HeadFault>> ANSWER =
      AttributeKey.valueOf(RefusedBody.class, "answer");

  private RefusedBody() {}

  /** Says what to do if the body of this request, which has just arrived, cannot be read. */
  public static void answerWith(RequestContext request, Consumer<HeadFault> answer) {
    channel(request).attr(ANSWER).set(answer);
    request.whenOver(() -> channel(request).attr(ANSWER).compareAndSet(answer, null));
  }

  /** Has the request whose body comes on this connection answered, if it still can be. */
  public static void refuse(Channel channel, HeadFault fault) {
    Attribute<Consumer<HeadFault>> attribute = channel.attr(ANSWER);
    @Nullable Consumer<HeadFault> answer = attribute.getAndSet(null);
    if (answer != null) {
      answer.accept(fault);
    }
  }

  private static Channel channel(RequestContext request) {
    return ((ConnectionBase) request.request().connection()).channel();
  }
}
