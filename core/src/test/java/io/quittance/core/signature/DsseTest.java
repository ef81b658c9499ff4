package io.quittance.core.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsseTest {

  private static final KeyPair PAIR = SigningKeys.newPair();
  private static final byte[] HELLO = "hello world".getBytes(UTF_8);

  /// The example of the specification.
  @Test
  void whatIsSignedIsThePreAuthenticationEncoding() {
    assertArrayEquals(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world".getBytes(UTF_8),
        Dsse.preAuthenticationEncoding("http://example.com/HelloWorld", HELLO));
  }

  @Test
  void aSignatureHoldsForItsTypeItsBytesAndItsKeyAlone() {
    byte[] signature = Dsse.sign("text/plain", HELLO, PAIR.getPrivate());

    assertTrue(Dsse.isValid("text/plain", HELLO, signature, PAIR.getPublic()));
    assertFalse(Dsse.isValid("text/html", HELLO, signature, PAIR.getPublic()));
    assertFalse(
        Dsse.isValid("text/plain", "hello World".getBytes(UTF_8), signature, PAIR.getPublic()));
    assertFalse(Dsse.isValid("text/plain", HELLO, signature, SigningKeys.newPair().getPublic()));
    assertFalse(Dsse.isValid("text/plain", HELLO, new byte[64], PAIR.getPublic()));
    assertFalse(Dsse.isValid("text/plain", HELLO, new byte[0], PAIR.getPublic()));
    for (int i = 0; i < signature.length; i++) {
      signature[i] ^= 1;
      assertFalse(Dsse.isValid("text/plain", HELLO, signature, PAIR.getPublic()));
      signature[i] ^= 1;
    }
  }

  @Test
  void anEnvelopeIsReadAsItWasWritten() throws IOException {
    DsseEnvelope envelope = DsseEnvelope.sign("text/plain", HELLO, PAIR);

    DsseEnvelope read = DsseEnvelope.read(envelope.write());

    assertEquals(envelope, read);
    assertEquals(envelope.hashCode(), read.hashCode());
    assertTrue(read.isSignedBy(PAIR.getPublic()));
    assertNotEquals(envelope, DsseEnvelope.sign("text/html", HELLO, PAIR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"payload\":\"\",\"payloadType\":\"a\",\"signatures\":[]}",
        "{\"payload\":\"\",\"payloadType\":\"a\",\"signatures\":[null]}",
        "{\"payload\":\"\",\"payloadType\":\"a\",\"signatures\":[{\"keyid\":\"b\"}]}",
        "{\"payload\":\"%\",\"payloadType\":\"a\",\"signatures\":[{\"keyid\":\"b\",\"sig\":\"\"}]}",
        "{\"payload\":null,\"payloadType\":\"a\",\"signatures\":[{\"keyid\":\"b\",\"sig\":\"\"}]}",
        "{\"payload\":\"\",\"payloadType\":\"a\",\"signatures\":[{\"keyid\":\"b\",\"sig\":\"\"},{\"keyid\":\"b\",\"sig\":\"\"}]}"
      })
  void whatIsNoEnvelopeIsRefused(String json) {
    assertThrows(IOException.class, () -> DsseEnvelope.read(json.getBytes(UTF_8)));
  }
}
