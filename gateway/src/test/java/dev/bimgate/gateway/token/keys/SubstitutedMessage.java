package dev.bimgate.gateway.token.keys;

import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's signatures, which can verify another message than the given one, while the code around
 * them stays as it is. Only on the thread that requests it.
 */
final class SubstitutedMessage extends Provider {

  private static final long serialVersionUID = 1;

  private static final ThreadLocal<byte @Nullable []> MESSAGE = new ThreadLocal<>();

  SubstitutedMessage() {
    super("SubstitutedMessage", "1", "another message for the JDK's signatures");
    for (String bits : List.of("256", "384", "512")) {
      putService(new OfJdk(this, "SHA" + bits + "withRSA", "SunRsaSign"));
      putService(new OfJdk(this, "SHA" + bits + "withECDSA", "SunEC"));
    }
    putService(new OfJdk(this, "RSASSA-PSS", "SunRsaSign"));
  }

  interface Verification<T> {
    T run() throws TokenRejectedException;
  }

  /** Runs with this message in place of the one to verify. */
  <T> T by(byte[] message, Verification<T> verification) throws TokenRejectedException {
    MESSAGE.set(message);
    try {
      return verification.run();
    } finally {
      MESSAGE.remove();
    }
  }

  private static final class OfJdk extends Service {

    private final String origin;

    OfJdk(Provider provider, String algorithm, String origin) {
      super(provider, "Signature", algorithm, JdkSignature.class.getName(), null, null);
      this.origin = origin;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) {
      try {
        return new JdkSignature(Signature.getInstance(getAlgorithm(), origin));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final class JdkSignature extends SignatureSpi {

    private final Signature signature;

    JdkSignature(Signature signature) {
      this.signature = signature;
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      signature.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      signature.initSign(key);
    }

    @Override
    protected void engineUpdate(byte one) throws SignatureException {
      engineUpdate(new byte[] {one}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      if (MESSAGE.get() == null) {
        signature.update(bytes, from, length);
      }
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return signature.sign();
    }

    @Override
    protected boolean engineVerify(byte[] bytes) throws SignatureException {
      byte[] message = MESSAGE.get();
      if (message != null) {
        signature.update(message);
      }
      return signature.verify(bytes);
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters)
        throws InvalidAlgorithmParameterException {
      signature.setParameter(parameters);
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
