package io.quittance.registry.mlflow.artifact;

import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The name of a file below the root of all artefacts: a key of a table, never a place on disk.
///
/// @param value segments divided by `/`, none of them empty, `.` or `..`
public record FilePath(String value) {

  private static final int MAX = 1000;

  /// @throws MlflowRefusal when the text is no such path
  public FilePath {
    Fields.checked("path", value, MAX);
    for (String segment : value.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw MlflowRefusal.invalid("path must not have an empty segment, '.' or '..'");
      }
    }
    if (value.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
      throw MlflowRefusal.invalid("path must not have control characters or backslashes");
    }
  }

  /// Reads a path as it stands in the request line. It is decoded once, and then checked.
  public static FilePath encoded(String raw) {
    try {
      return new FilePath(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw MlflowRefusal.invalid("path must be percent-encoded UTF-8");
    }
  }

  /// Returns the folders that the file lies in, outermost first.
  List<String> folders() {
    List<String> folders = new ArrayList<>();
    for (int slash = value.indexOf('/'); slash >= 0; slash = value.indexOf('/', slash + 1)) {
      folders.add(value.substring(0, slash));
    }
    return folders;
  }

  @Override
  public String toString() {
    return value;
  }
}
