package io.quittance.core.pack;

import java.security.PublicKey;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The keys whose signatures are accepted. Immutable.
public final class TrustedKeys {

  private final Map<String, PublicKey> byId;

  private TrustedKeys(Map<String, PublicKey> byId) {
    this.byId = byId;
  }

  /// These keys alone.
  public static TrustedKeys of(Collection<PublicKey> keys) {
    Map<String, PublicKey> byId = new TreeMap<>();
    keys.forEach(key -> byId.put(PackKeys.id(key), key));
    return new TrustedKeys(byId);
  }

  /// These keys and one more.
  public TrustedKeys with(PublicKey key) {
    Map<String, PublicKey> more = new TreeMap<>(byId);
    more.put(PackKeys.id(key), key);
    return new TrustedKeys(more);
  }

  /// Reads a pack whose signature fits; the signature is checked before the pack is looked at.
  ///
  /// @param file the name in messages
  /// @param signature what the signature file holds; null when there is none
  /// @throws PolicyPackException naming file, line and reason when the signature is missing, by an
  ///   unknown key or does not fit, or the pack is not valid
  public PolicyPack read(String file, byte[] yaml, byte @Nullable [] signature) {
    try {
      verify(yaml, signature);
      return PolicyPack.read(yaml);
    } catch (PolicyPackException e) {
      throw e.inFile(file);
    }
  }

  private void verify(byte[] yaml, byte @Nullable [] signature) {
    if (signature == null) {
      throw new PolicyPackException(
          0, "there is no signature beside it: sign it with  ./quittance policy sign");
    }
    PackSignature told = PackSignature.read(signature);
    PublicKey key = byId.get(told.keyid());
    if (key == null) {
      throw new PolicyPackException(
          0,
          "it is signed by key "
              + told.keyid()
              + ", which is not trusted: add its public key to quittance.policy.trusted-keys or"
              + " sign it with a trusted one");
    }
    if (!told.isValidFor(yaml, key)) {
      throw new PolicyPackException(
          0,
          "the signature of key "
              + told.keyid()
              + " does not fit: pack or signature were changed after signing");
    }
  }
}
