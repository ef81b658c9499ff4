package io.quittance.core.pack;

import io.quittance.core.signature.SigningKeys;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Public keys whose signatures are accepted. Immutable.
public final class TrustedKeys {

  private final Map<String, PublicKey> byId;

  private TrustedKeys(Map<String, PublicKey> byId) {
    this.byId = byId;
  }

  /// Returns a set of these keys alone.
  public static TrustedKeys of(Collection<PublicKey> keys) {
    Map<String, PublicKey> byId = new TreeMap<>();
    keys.forEach(key -> byId.put(SigningKeys.id(key), key));
    return new TrustedKeys(byId);
  }

  /// Returns a set with one more key.
  public TrustedKeys with(PublicKey key) {
    Map<String, PublicKey> more = new TreeMap<>(byId);
    more.put(SigningKeys.id(key), key);
    return new TrustedKeys(more);
  }

  /// Reads a pack and verifies its signature first.
  ///
  /// @param file name of the file in messages
  /// @param yaml bytes of the pack
  /// @param signature content of the signature file; null when there is none
  /// @throws PolicyPackException with file, line and reason when the signature is missing, does not
  ///   match or comes from an unknown key, or the pack is invalid
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
          0, "the signature file is missing: sign the pack with  ./quittance policy sign");
    }
    PackSignature told = PackSignature.read(signature);
    PublicKey key = byId.get(told.keyid());
    if (key == null) {
      throw new PolicyPackException(
          0,
          "it is signed with key "
              + told.keyid()
              + ", which is not trusted: add its public key to quittance.policy.trusted-keys or"
              + " sign it with a trusted key");
    }
    if (!told.isValidFor(yaml, key)) {
      throw new PolicyPackException(
          0,
          "the signature of key "
              + told.keyid()
              + " does not match: the pack or the signature was changed after signing");
    }
  }
}
