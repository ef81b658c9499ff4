package io.quittance.registry.mlflow.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.registry.mlflow.MlflowRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilePathTest {

  @ParameterizedTest
  @CsvSource({"a/b.txt,a/b.txt", "deep%20er/%C3%BC+&%25.bin,deep er/ü+&%.bin", "a%252Fb,a%2Fb"})
  void aPathIsDecodedOnce(String raw, String value) {
    assertEquals(value, FilePath.encoded(raw).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        "..",
        "a/../b",
        "a/%2e%2e/b",
        "a/..%2fb",
        ".",
        "a%00b",
        "a%5cb",
        "a%0ab",
        "%zz",
        "%"
      })
  void whatIsNoPathIsRefused(String raw) {
    assertThrows(MlflowRefusal.class, () -> FilePath.encoded(raw));
  }

  @Test
  void aPathHasAnEnd() {
    assertEquals(1000, FilePath.encoded("a".repeat(1000)).value().length());
    assertThrows(MlflowRefusal.class, () -> FilePath.encoded("a".repeat(1001)));
  }
}
