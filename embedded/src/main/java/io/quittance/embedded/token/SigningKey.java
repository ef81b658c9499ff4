package io.quittance.embedded.token;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/// A 2048-bit RSA key that signs JSON Web Tokens with RS256 (RFC 7515, RFC 7518).
final class SigningKey {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final RSAPrivateCrtKey key;
  private final String id;

  private SigningKey(RSAPrivateCrtKey key) throws GeneralSecurityException {
    this.key = key;
    this.id = thumbprint(key);
  }

  /// Generates a key that exists only in memory.
  static SigningKey ephemeral() {
    try {
      return new SigningKey(generate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads the key from a file (PKCS #8, base64). Creates the file if it does not exist, readable
  /// only by its owner.
  static SigningKey keptIn(Path file) throws IOException {
    try {
      if (!Files.exists(file)) {
        write(file, generate());
      }
      byte[] encoded = Base64.getMimeDecoder().decode(Files.readString(file).strip());
      var read = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey((RSAPrivateCrtKey) read);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("Cannot read a signing key from " + file, e);
    }
  }

  /// Returns the token in compact form: header, claims and signature.
  String sign(ObjectNode claims) {
    ObjectNode header = JSON.createObjectNode();
    header.put("alg", "RS256").put("typ", "JWT").put("kid", id);
    String signed = base64(bytes(header)) + "." + base64(bytes(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Returns the public key as a JSON Web Key Set (RFC 7517).
  ObjectNode keySet() {
    ObjectNode set = JSON.createObjectNode();
    set.putArray("keys")
        .addObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", id)
        .put("n", base64(unsigned(key.getModulus())))
        .put("e", base64(unsigned(key.getPublicExponent())));
    return set;
  }

  private static void write(Path file, RSAPrivateCrtKey key) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path written =
        Files.createTempFile(
            directory, "key", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(written, Base64.getMimeEncoder().encodeToString(key.getEncoded()) + "\n");
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static RSAPrivateCrtKey generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
  }

  /// Computes the key's thumbprint (RFC 7638).
  private static String thumbprint(RSAPrivateCrtKey key) throws GeneralSecurityException {
    String canonical =
        "{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
            .formatted(
                base64(unsigned(key.getPublicExponent())), base64(unsigned(key.getModulus())));
    return base64(
        MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
