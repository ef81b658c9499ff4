package io.quittance.core.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.core.signature.Dsse;
import io.quittance.core.signature.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
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

  /// The first test vector of RFC 8032, section 7.1.
  private static final String SECRET =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

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
  void thePurposeIsSigned() {
    byte[] yaml = resource(FILE);
    KeyPair pair = SigningKeys.pair(secretPem());
    byte[] foreign = Dsse.sign("text/plain", yaml, pair.getPrivate());
    PackSignature claimed =
        new PackSignature(
            SigningKeys.id(pair.getPublic()), Base64.getEncoder().encodeToString(foreign));

    assertTrue(PackSignature.sign(yaml, pair.getPrivate()).isValidFor(yaml, pair.getPublic()));
    assertFalse(claimed.isValidFor(yaml, pair.getPublic()));
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
    PackSignature foreign = PackSignature.sign(yaml, SigningKeys.privateKey(secretPem()));
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
    PackSignature own = PackSignature.sign(yaml, SigningKeys.privateKey(secretPem()));
    TrustedKeys keys =
        TrustedKeys.of(List.of(SigningKeys.publicOf(SigningKeys.privateKey(secretPem()))));

    PolicyPack pack = keys.read(FILE, yaml, own.write().getBytes(StandardCharsets.UTF_8));

    assertEquals("us-ma", pack.id());
  }

  @Test
  void aKeyIsAddedToThoseTrustedWithoutChangingThem() {
    byte[] yaml = resource(FILE);
    byte[] own =
        PackSignature.sign(yaml, SigningKeys.privateKey(secretPem()))
            .write()
            .getBytes(StandardCharsets.UTF_8);
    TrustedKeys before = BuiltInPacks.keys();

    TrustedKeys after = before.with(SigningKeys.publicOf(SigningKeys.privateKey(secretPem())));

    assertEquals("us-ma", after.read(FILE, yaml, own).id());
    assertEquals("us-ma", after.read(FILE, yaml, resource(FILE + ".sig")).id());
    assertThrows(PolicyPackException.class, () -> before.read(FILE, yaml, own));
  }

  /// The digest was worked out by another implementation of SHA-256.
  @Test
  void aKeyIsCalledByTheDigestOfItsEncoding() {
    assertEquals(
        "06e3fd8fda29bb60ab59557de61edb0a",
        SigningKeys.id(SigningKeys.publicOf(SigningKeys.privateKey(secretPem()))));
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
}
