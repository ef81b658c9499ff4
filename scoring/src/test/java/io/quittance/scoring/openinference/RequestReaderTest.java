package io.quittance.scoring.openinference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The bodies that clients of the protocol send, and those that none should.
final class RequestReaderTest {

  private static InferRequest read(String json) {
    return RequestReader.read(json.getBytes(StandardCharsets.UTF_8), null);
  }

  private static byte[] join(String json, ByteBuffer raw) {
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + raw.capacity()).put(head).put(raw.array()).array();
  }

  private static ByteBuffer raw(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void anArrayMayBeFlatOrNestedAndMissesNaNOrNull() {
    for (String data : new String[] {"[1,2.5,NaN,-4]", "[[1,2.5],[null,-4]]"}) {
      InferRequest request =
          read(
              """
              {"id": "abc", "model_name": "m", "inputs": [
                {"name": "x", "shape": [2, 2], "datatype": "FP32", "data": %s}]}
              """
                  .formatted(data));

      assertEquals("abc", request.id());
      assertArrayEquals(
          new double[] {1, 2.5, Double.NaN, -4}, request.inputs().getFirst().values());
      assertFalse(request.binary());
    }
  }

  /// The bytes that tritonclient sends by default, written down from the wire.
  @Test
  void binaryTensorsFollowTheJson() {
    String json =
        "{\"id\":\"abc\",\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"FP32\","
            + "\"parameters\":{\"binary_data_size\":8}}],\"parameters\":{\"binary_data_output\":true}}";
    assertEquals(145, json.length());

    InferRequest request =
        RequestReader.read(
            join(json, raw(8).putFloat(0.5f).putFloat(Float.NaN)), " " + json.length());

    assertArrayEquals(new double[] {0.5, Double.NaN}, request.inputs().getFirst().values());
    assertTrue(request.binary());
  }

  @Test
  void binaryAndJsonInputsMayBeMixed() {
    String json =
        """
        {"inputs": [{"name": "a", "shape": [1], "datatype": "INT64", "parameters": {"binary_data_size": 8}},
          {"name": "b", "shape": [2], "datatype": "BOOL", "data": [true, false]},
          {"name": "c", "shape": [2], "datatype": "FP64", "parameters": {"binary_data_size": 16}}],
         "outputs": [{"name": "p", "parameters": {"binary_data": false}}, {"name": "q"}]}
        """;
    ByteBuffer raw = raw(24).putLong(-7).putDouble(1.25).putDouble(2);

    InferRequest request = RequestReader.read(join(json, raw), String.valueOf(json.length()));

    assertArrayEquals(new double[] {-7}, request.inputs().get(0).values());
    assertArrayEquals(new double[] {1, 0}, request.inputs().get(1).values());
    assertArrayEquals(new double[] {1.25, 2}, request.inputs().get(2).values());
    assertEquals(Boolean.FALSE, request.outputs().get(0).binary());
    assertEquals(null, request.outputs().get(1).binary());
  }

  static Stream<Arguments> elements() {
    return Stream.of(
        Arguments.of("BOOL", raw(1).put((byte) 1), 1.0),
        Arguments.of("UINT8", raw(1).put((byte) -1), 255.0),
        Arguments.of("INT8", raw(1).put((byte) -1), -1.0),
        Arguments.of("UINT16", raw(2).putShort((short) -1), 65_535.0),
        Arguments.of("INT16", raw(2).putShort((short) -2), -2.0),
        Arguments.of("UINT32", raw(4).putInt(-1), 4_294_967_295.0),
        Arguments.of("INT32", raw(4).putInt(Integer.MIN_VALUE), -2_147_483_648.0),
        Arguments.of("UINT64", raw(8).putLong(-1), 18_446_744_073_709_551_616.0),
        Arguments.of("INT64", raw(8).putLong(1L << 40), 1_099_511_627_776.0),
        // 1.5 and 2 by the tables of IEEE 754: sign, exponent, fraction
        Arguments.of("FP16", raw(2).putShort((short) 0x3E00), 1.5),
        Arguments.of("BF16", raw(2).putShort((short) 0x4000), 2.0),
        Arguments.of("FP32", raw(4).putInt(0x3FC00000), 1.5),
        Arguments.of("FP64", raw(8).putLong(0x3FF8000000000000L), 1.5));
  }

  @ParameterizedTest
  @MethodSource("elements")
  void everyNumericTypeIsLittleEndian(String type, ByteBuffer element, double value) {
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"%s\",\"parameters\":{\"binary_data_size\":%d}}]}"
            .formatted(type, element.capacity());

    InferRequest request = RequestReader.read(join(json, element), "" + json.length());

    assertEquals(value, request.inputs().getFirst().values()[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                                        | must be a JSON object
          {"inputs": []}                                                            | inputs must name at least one tensor
          {"inputs": {}}                                                            | inputs must be an array
          {"inputs": [1]}                                                           | each of inputs must be an object
          {"inputs": [{"name": "x", "shape": [1], "data": [1]}]}                    | input x needs name, datatype and shape
          {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32"}]}             | input x needs either data or the parameter
          {"inputs": [{"name": "x", "shape": [-1], "datatype": "FP32", "data": []}]} | input x: shape must be an array
          {"inputs": [{"name": "x", "shape": [1.5], "datatype": "FP32", "data": []}]} | input x: shape must be an array
          {"inputs": [{"name": "x", "shape": "1", "datatype": "FP32", "data": []}]} | input x: shape must be an array
          {"inputs": [{"name": "x", "shape": [3], "datatype": "FP32", "data": [1]}]} | input x: its shape holds 3 elements, its data 1
          {"inputs": [{"name": "x", "shape": [1], "datatype": "BYTES", "data": ["a"]}]} | element 0 of data is no number
          {"inputs": [{"name": "x", "shape": [0], "datatype": "BYTES", "data": []}]} | datatype BYTES is not accepted
          {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": ["1"]}]} | input x: element 0 of data is no number
          {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [1]}]} 7 | After the JSON object something follows
          {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "data": [1]}  | The body is not JSON at line 1
          {"inputs": [{"name": "x", "shape": [99999999999, 99999999999], "datatype": "FP32", "data": [1]}]} | its shape holds more than
          {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "parameters": {"binary_data_size": 4}}]} | binary_data_size is 4, and 0 bytes
          {"inputs": [{"name": "x", "shape": [2], "datatype": "FP32", "parameters": {"binary_data_size": 4}}]} | 2 elements of FP32 are 8 bytes
          {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "parameters": {"binary_data_size": -4}}]} | whole number of bytes
          {"inputs": [{"name": "x", "shape": [1], "datatype": "FP32", "parameters": {"shared_memory_region": "r"}}]} | shared memory is not offered
          {"inputs": [{"name": "x", "shape": [0], "datatype": "FP32", "data": []}, {"name": "x", "shape": [0], "datatype": "FP32", "data": []}]} | input x is there twice
          {"outputs": [{"name": "p", "parameters": {"classification": 2}}]}         | parameter classification is not offered
          {"outputs": [{}]}                                                         | each of outputs needs a name
          {"parameters": {"binary_data_output": 1}}                                 | binary_data_output must be true or false
          {"parameters": []}                                                        | parameters must be an object
          {"id": 7}                                                                 | id must be a text
          """)
  void whatIsNoRequestIsToldSo(String body, String message) {
    var refusal = assertThrows(InferenceRefusedException.class, () -> read(body));

    assertTrue(refusal.message().contains(message), refusal.message());
    assertTrue(refusal.status() == 400 || refusal.status() == 413);
  }

  @ParameterizedTest
  @CsvSource({"-1", "9999", "x", "1e3", "''"})
  void theLengthOfTheJsonIsChecked(String header) {
    var refusal =
        assertThrows(
            InferenceRefusedException.class, () -> RequestReader.read("{}".getBytes(), header));

    assertTrue(refusal.message().startsWith("Inference-Header-Content-Length is"));
  }

  @Test
  void bytesThatBelongToNoInputAreRefused() {
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}";

    var refusal =
        assertThrows(
            InferenceRefusedException.class,
            () -> RequestReader.read(join(json, raw(3)), "" + json.length()));

    assertEquals("3 bytes of binary data belong to no input", refusal.message());
  }

  @Test
  void depthAndNumbersOfThingsAreLimited() {
    String deep = "{\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
    String wide =
        "{\"inputs\":["
            + String.join(
                ",",
                Collections.nCopies(
                    1_001, "{\"name\":\"x\",\"shape\":[0],\"datatype\":\"FP32\",\"data\":[]}"))
            + "]}";
    String digits = "{\"x\":" + "9".repeat(5_000) + "}";

    for (String body : new String[] {deep, wide, digits}) {
      assertEquals(413, assertThrows(InferenceRefusedException.class, () -> read(body)).status());
    }
  }
}
