package io.quittance.laboratory.table.schema;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableSchema.Format;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// Reads how the cells of a file are written: delimiter, quote, decimal mark and missing values.
final class FormatReader {

  private static final Set<String> KEYS = Set.of("delimiter", "quote", "decimal", "missing");

  private final YamlTree tree;
  private final Problems problems;

  FormatReader(YamlTree tree, Problems problems) {
    this.tree = tree;
    this.problems = problems;
  }

  /// Reads the node under `file`.
  Format read(Node file) {
    Map<String, Node> keys = tree.mapping(file, "", KEYS);
    char delimiter = character(keys.get("delimiter"), "delimiter", ',');
    char quote = character(keys.get("quote"), "quote", '"');
    char decimal = character(keys.get("decimal"), "decimal", '.');
    if (decimal != '.' && decimal != ',') {
      problems.add(
          "decimal",
          YamlTree.line(file),
          "",
          String.valueOf(decimal),
          "the decimal mark is " + Problem.quoted(String.valueOf(decimal)),
          "Write \".\" or \",\"");
    }
    if (delimiter == quote || delimiter == decimal) {
      problems.add(
          "delimiter",
          YamlTree.line(file),
          "",
          String.valueOf(delimiter),
          "the delimiter is also the quote or the decimal mark",
          "Choose different characters");
    }
    return new Format(delimiter, quote, decimal, tree.texts(keys.get("missing"), ""));
  }

  private char character(@Nullable Node node, String key, char otherwise) {
    if (node == null) {
      return otherwise;
    }
    String text = tree.scalar(node, "").orElse("");
    if (text.equals("\\t") || text.equals("tab")) {
      return '\t';
    }
    if (text.length() != 1 || text.equals("\n") || text.equals("\r")) {
      problems.add(
          "one-character",
          YamlTree.line(node),
          "",
          text,
          "the " + key + " is " + Problem.quoted(text),
          "Write one character between quotes, such as \";\"");
      return otherwise;
    }
    return text.charAt(0);
  }
}
