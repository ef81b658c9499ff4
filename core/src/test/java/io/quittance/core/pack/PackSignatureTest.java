package io.quittance.core.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackSignatureTest {

  /// The first test vector of RFC 8032, section 7.1: a secret key and its public key.
  private static final String SECRET =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  private static final String FILE = "us-ma.yaml";

  private static String secretPem() {
    return pem("PRIVATE KEY", "302e020100300506032b657004220420" + SECRET);
  }

  private static String pem(String kind, String hex) {
    String body = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  private static byte[] resource(String name) {
    return Objects.requireNonNull(BuiltInPacks.resource(name));
  }

  private static String refusal(byte[] yaml, byte[] signature) {
    return String.valueOf(
        assertThrows(
                PolicyPackException.class, () -> BuiltInPacks.keys().read(FILE, yaml, signature))
            .getMessage());
  }

  @Test
  void thePublicKeyOfAPrivateOneIsThatOfTheStandard() {
    byte[] encoded = PackKeys.publicOf(PackKeys.privateKey(secretPem())).getEncoded();

    assertEquals("302a300506032b6570032100" + PUBLIC, HexFormat.of().formatHex(encoded));
  }

  @Test
  void keysAreReadAsTheyAreWritten() {
    assertEquals(secretPem(), PackKeys.pem(PackKeys.privateKey(secretPem())));
    assertEquals(
        pem("PUBLIC KEY", "302a300506032b6570032100" + PUBLIC),
        PackKeys.pem(PackKeys.publicOf(PackKeys.privateKey(secretPem()))));
  }

  /// The example of the DSSE specification, with our type.
  @Test
  void whatIsSignedIsThePreAuthenticationEncoding() {
    assertArrayEquals(
        "DSSEv1 42 application/vnd.quittance.policy-pack+yaml 11 hello world"
            .getBytes(StandardCharsets.UTF_8),
        PackSignature.preAuthenticationEncoding("hello world".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyByteOfAPackIsVouchedFor() {
    byte[] yaml = resource(FILE);
    byte[] signature = resource(FILE + ".sig");
    String refusal =
        FILE
            + ": the signature of key "
            + PackSignature.read(signature).keyid()
            + " does not match: the pack or the signature was changed after signing";

    IntStream.range(0, yaml.length)
        .parallel()
        .forEach(
            i -> {
              byte[] tampered = yaml.clone();
              tampered[i] ^= 1;
              assertEquals(refusal, refusal(tampered, signature));
            });
  }

  @Test
  void aSignatureOfWhichOneCharacterDiffersDoesNotFit() {
    PackSignature good = PackSignature.read(resource(FILE + ".sig"));
    for (int i = 0; i < good.signature().length() - 2; i++) {
      char[] characters = good.signature().toCharArray();
      characters[i] = characters[i] == 'A' ? 'B' : 'A';
      String other = new PackSignature(good.keyid(), new String(characters)).write();

      assertTrue(
          refusal(resource(FILE), other.getBytes(StandardCharsets.UTF_8))
              .contains("does not match"));
    }
  }

  @Test
  void anotherKeyOrNoSignatureIsRefused() {
    byte[] yaml = resource(FILE);
    PackSignature foreign = PackSignature.sign(yaml, PackKeys.privateKey(secretPem()));
    PackSignature claimed =
        new PackSignature(PackSignature.read(resource(FILE + ".sig")).keyid(), foreign.signature());

    assertEquals(
        FILE
            + ": it is signed with key "
            + foreign.keyid()
            + ", which is not trusted: add its public key to quittance.policy.trusted-keys or sign"
            + " it with a trusted key",
        refusal(yaml, foreign.write().getBytes(StandardCharsets.UTF_8)));
    assertTrue(
        refusal(yaml, claimed.write().getBytes(StandardCharsets.UTF_8)).contains("does not match"));
    assertEquals(
        FILE + ": the signature file is missing: sign the pack with  ./quittance policy sign",
        assertThrows(PolicyPackException.class, () -> BuiltInPacks.keys().read(FILE, yaml, null))
            .getMessage());
  }

  @Test
  void aKeyThatIsTrustedIsAccepted() {
    byte[] yaml = resource(FILE);
    PackSignature own = PackSignature.sign(yaml, PackKeys.privateKey(secretPem()));
    TrustedKeys keys = TrustedKeys.of(List.of(PackKeys.publicOf(PackKeys.privateKey(secretPem()))));

    PolicyPack pack = keys.read(FILE, yaml, own.write().getBytes(StandardCharsets.UTF_8));

    assertEquals("us-ma", pack.id());
  }

  @Test
  void aKeyIsAddedToThoseTrustedWithoutChangingThem() {
    byte[] yaml = resource(FILE);
    byte[] own =
        PackSignature.sign(yaml, PackKeys.privateKey(secretPem()))
            .write()
            .getBytes(StandardCharsets.UTF_8);
    TrustedKeys before = BuiltInPacks.keys();

    TrustedKeys after = before.with(PackKeys.publicOf(PackKeys.privateKey(secretPem())));

    assertEquals("us-ma", after.read(FILE, yaml, own).id());
    assertEquals("us-ma", after.read(FILE, yaml, resource(FILE + ".sig")).id());
    assertThrows(PolicyPackException.class, () -> before.read(FILE, yaml, own));
  }

  /// The digest was worked out by another implementation of SHA-256.
  @Test
  void aKeyIsCalledByTheDigestOfItsEncoding() {
    assertEquals(
        "06e3fd8fda29bb60ab59557de61edb0a",
        PackKeys.id(PackKeys.publicOf(PackKeys.privateKey(secretPem()))));
  }

  @Test
  void aSignatureFileIsOfBoundedSize() {
    byte[] signature = resource(FILE + ".sig");
    byte[] longest = Arrays.copyOf(signature, 1_024);
    Arrays.fill(longest, signature.length, longest.length, (byte) ' ');
    byte[] longer = Arrays.copyOf(longest, 1_025);
    longer[1_024] = ' ';

    assertEquals(PackSignature.read(signature), PackSignature.read(longest));
    assertEquals(
        "the signature is longer than 1024 bytes",
        assertThrows(PolicyPackException.class, () -> PackSignature.read(longer)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "{\"keyid\": \"a\"}",
        "{\"keyid\": \"a\", \"sig\": null}",
        "{\"keyid\": \"a\", \"sig\": \"b\", \"more\": 1}",
        "{\"keyid\": \"a\", \"keyid\": \"b\", \"sig\": \"c\"}"
      })
  void whatIsNoSignatureIsRefused(String json) {
    assertThrows(
        PolicyPackException.class,
        () ->
            BuiltInPacks.keys().read(FILE, resource(FILE), json.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void whatIsNoKeyIsRefused(String text) {
    assertThrows(PolicyPackException.class, () -> PackKeys.privateKey(text));
    assertThrows(
        PolicyPackException.class, () -> PackKeys.publicKey(text.replace("PRIVATE", "PUBLIC")));
  }
}
