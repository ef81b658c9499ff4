package io.quittance.registry.mlflow.search;

import io.quittance.registry.mlflow.MlflowRefusal;
import java.util.Locale;
import java.util.Set;

/// Reads the words of a filter or an order, one after the other. Not thread-safe.
final class Scanner {

  private static final String QUOTES = "'\"`";
  private static final String ENDS_WORD = "=!<>(),'\"`";

  private final String what;
  private final String text;
  private int at;

  /// @param what name of the request's field, for messages
  Scanner(String what, String text) {
    this.what = what;
    this.text = text;
  }

  boolean atEnd() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length();
  }

  /// Reads a key: `name`, `entity.name`, or either with the name in quotes.
  ///
  /// @param entities names that can stand before the point
  Key key(Set<String> entities) {
    if (!atEnd() && isQuote("`\"")) {
      return new Key(Key.ATTRIBUTE, quoted());
    }
    String word = word("a key");
    if (word.endsWith(".") && at < text.length() && isQuote("`\"")) {
      return new Key(known(word.substring(0, word.length() - 1), entities), quoted());
    }
    int point = word.indexOf('.');
    if (point < 0) {
      return new Key(Key.ATTRIBUTE, word);
    }
    return new Key(known(word.substring(0, point), entities), word.substring(point + 1));
  }

  private String known(String entity, Set<String> entities) {
    String lower = entity.toLowerCase(Locale.ROOT);
    if (!entities.contains(lower)) {
      throw MlflowRefusal.invalid(
          what + ": '" + shortened(entity) + "' is none of " + String.join(", ", sorted(entities)));
    }
    return lower;
  }

  private static java.util.List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  Operator operator() {
    if (atEnd()) {
      throw expected("an operator");
    }
    for (Operator symbol :
        new Operator[] {
          Operator.NOT_EQUAL,
          Operator.LESS_OR_EQUAL,
          Operator.GREATER_OR_EQUAL,
          Operator.EQUAL,
          Operator.LESS,
          Operator.GREATER
        }) {
      String spelt = symbol == Operator.NOT_EQUAL ? "!=" : symbol.compare("", "").strip();
      if (text.startsWith(spelt, at)) {
        at += spelt.length();
        return symbol;
      }
    }
    int start = at;
    String word = word("an operator").toUpperCase(Locale.ROOT);
    if (word.equals("NOT") && keyword("IN")) {
      return Operator.NOT_IN;
    }
    return switch (word) {
      case "LIKE" -> Operator.LIKE;
      case "ILIKE" -> Operator.ILIKE;
      case "IN" -> Operator.IN;
      default -> {
        at = start;
        throw expected("one of = != < <= > >= LIKE ILIKE IN NOT IN");
      }
    };
  }

  Comparison.Value value() {
    if (atEnd()) {
      throw expected("a value");
    }
    if (text.charAt(at) == '(') {
      return texts();
    }
    if (isQuote("'\"")) {
      return new Comparison.Value.Text(quoted());
    }
    int start = at;
    try {
      return new Comparison.Value.Number(Double.parseDouble(word("a value")));
    } catch (NumberFormatException e) {
      at = start;
      throw expected("a number, or a text in quotes");
    }
  }

  private Comparison.Value texts() {
    java.util.List<String> texts = new java.util.ArrayList<>();
    do {
      at++;
      if (atEnd() || !isQuote("'\"")) {
        throw expected("a text in quotes");
      }
      texts.add(quoted());
    } while (!atEnd() && text.charAt(at) == ',');
    if (atEnd() || text.charAt(at) != ')') {
      throw expected("a closing bracket");
    }
    at++;
    return new Comparison.Value.Texts(texts);
  }

  /// Reads a word if it is the next one.
  ///
  /// @param wanted in capitals
  boolean keyword(String wanted) {
    if (atEnd()) {
      return false;
    }
    int start = at;
    int end = wordEnd();
    if (text.substring(start, end).equalsIgnoreCase(wanted)) {
      at = end;
      return true;
    }
    return false;
  }

  MlflowRefusal expected(String wanted) {
    return MlflowRefusal.invalid(
        what
            + ": "
            + wanted
            + " is expected at character "
            + (at + 1)
            + (at < text.length()
                ? ", but '" + shortened(text.substring(at)) + "' stands there"
                : ", where it ends"));
  }

  private String word(String wanted) {
    int end = atEnd() ? at : wordEnd();
    if (end == at) {
      throw expected(wanted);
    }
    String word = text.substring(at, end);
    at = end;
    return word;
  }

  private int wordEnd() {
    int end = at;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && ENDS_WORD.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private boolean isQuote(String quotes) {
    return quotes.indexOf(text.charAt(at)) >= 0;
  }

  private String quoted() {
    char quote = text.charAt(at);
    int end = text.indexOf(quote, at + 1);
    if (QUOTES.indexOf(quote) < 0 || end < 0) {
      throw expected("a closing quote");
    }
    String inner = text.substring(at + 1, end);
    at = end + 1;
    return inner;
  }

  private static String shortened(String text) {
    return text.length() <= 30 ? text : text.substring(0, 30) + "…";
  }
}
