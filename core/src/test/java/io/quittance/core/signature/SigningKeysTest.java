package io.quittance.core.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyPair;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

  /// The first test vector of RFC 8032, section 7.1: a secret key and its public key.
  private static final String SECRET =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  private static String secretPem() {
    return pem("PRIVATE KEY", "302e020100300506032b657004220420" + SECRET);
  }

  private static String pem(String kind, String hex) {
    String body = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  @Test
  void thePublicKeyOfAPrivateOneIsThatOfTheStandard() {
    byte[] encoded = SigningKeys.publicOf(SigningKeys.privateKey(secretPem())).getEncoded();

    assertEquals("302a300506032b6570032100" + PUBLIC, HexFormat.of().formatHex(encoded));
  }

  @Test
  void keysAreReadAsTheyAreWritten() {
    assertEquals(secretPem(), SigningKeys.pem(SigningKeys.privateKey(secretPem())));
    assertEquals(
        pem("PUBLIC KEY", "302a300506032b6570032100" + PUBLIC),
        SigningKeys.pem(SigningKeys.publicOf(SigningKeys.privateKey(secretPem()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefused(String text) {
    assertThrows(UnreadableKeyException.class, () -> SigningKeys.privateKey(text));
    assertThrows(
        UnreadableKeyException.class,
        () -> SigningKeys.publicKey(text.replace("PRIVATE", "PUBLIC")));
  }

  @Test
  void aNewPairIsReadBackFromItsPrivateKey() {
    KeyPair pair = SigningKeys.newPair();

    assertEquals(
        pair.getPublic(), SigningKeys.pair(SigningKeys.pem(pair.getPrivate())).getPublic());
  }
}
