package io.quittance.registry.mlflow.search;

import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns the filter and the order of a request into SQL. The grammar of a filter is `comparison
/// (AND comparison)*`; there are no brackets, no OR and no NOT. A key that an object lacks matches
/// nothing.
public final class Search {

  private static final int MAX_FILTER = 8000;
  private static final int MAX_COMPARISONS = 50;
  private static final int MAX_ORDERS = 10;
  private static final int MAX_ORDER = 1000;

  private final Grammar grammar;

  public Search(Grammar grammar) {
    this.grammar = grammar;
  }

  /// Returns the condition of a filter; `true` when it is empty.
  ///
  /// @throws MlflowRefusal that names the place where the filter breaks the grammar
  public String where(@Nullable String filter, Bindings bindings) {
    if (filter == null || filter.isBlank()) {
      return "true";
    }
    Scanner scanner = new Scanner("filter", Fields.checked("filter", filter, MAX_FILTER));
    List<String> conditions = new ArrayList<>();
    do {
      if (conditions.size() == MAX_COMPARISONS) {
        throw MlflowRefusal.invalid("filter must have at most 50 comparisons");
      }
      Key key = scanner.key(grammar.entities());
      Operator operator = scanner.operator();
      conditions.add(condition(new Comparison(key, operator, scanner.value()), bindings));
    } while (scanner.keyword("AND"));
    if (!scanner.atEnd()) {
      throw scanner.expected("AND, or the end");
    }
    return String.join(" and ", conditions);
  }

  /// Returns the terms of an order, each followed by a comma; empty when there are none. Objects
  /// without the key come last.
  public String order(List<String> orders, Bindings bindings) {
    if (orders.size() > MAX_ORDERS) {
      throw MlflowRefusal.invalid("order_by must have at most " + MAX_ORDERS + " entries");
    }
    StringBuilder sql = new StringBuilder();
    for (String order : orders) {
      Scanner scanner = new Scanner("order_by", Fields.checked("order_by", order, MAX_ORDER));
      Key key = scanner.key(grammar.entities());
      boolean descending = scanner.keyword("DESC");
      if (!descending) {
        scanner.keyword("ASC");
      }
      if (!scanner.atEnd()) {
        throw scanner.expected("ASC, DESC, or the end");
      }
      Expression expression = grammar.expression(key, bindings);
      if (!expression.single()) {
        throw MlflowRefusal.invalid("order_by: " + key.name() + " can have several values");
      }
      sql.append(expression.sql());
      sql.append(descending ? " desc nulls last, " : " asc nulls last, ");
    }
    return sql.toString();
  }

  private String condition(Comparison comparison, Bindings bindings) {
    Kind kind = grammar.kind(comparison.key());
    Object value = value(kind, comparison);
    Expression expression = grammar.expression(comparison.key(), bindings);
    String sql = expression.sql();
    if (comparison.operator() == Operator.NOT_EQUAL
        && grammar.differsWhenAbsent(comparison.key())) {
      sql = "coalesce(" + sql + ", '')";
    }
    return expression.around().apply(comparison.operator().compare(sql, bindings.add(value)));
  }

  private static Object value(Kind kind, Comparison comparison) {
    Operator operator = comparison.operator();
    String name = "filter: " + comparison.key().name();
    return switch (comparison.value()) {
      case Comparison.Value.Number number -> {
        if (kind != Kind.NUMBER || !operator.isForNumbers()) {
          throw MlflowRefusal.invalid(name + " must be compared with a text in quotes");
        }
        yield number.number();
      }
      case Comparison.Value.Text text -> {
        if (kind != Kind.TEXT || !operator.isForTexts() || isForSeveral(operator)) {
          throw MlflowRefusal.invalid(
              kind == Kind.NUMBER
                  ? name + " must be compared with a number without quotes"
                  : name + " can be compared with = != LIKE ILIKE, and with IN ('…', '…')");
        }
        yield text.text();
      }
      case Comparison.Value.Texts texts -> {
        if (kind != Kind.TEXT || !isForSeveral(operator)) {
          throw MlflowRefusal.invalid(name + ": a list in brackets must follow IN or NOT IN");
        }
        yield texts.texts().toArray(String[]::new);
      }
    };
  }

  private static boolean isForSeveral(Operator operator) {
    return operator == Operator.IN || operator == Operator.NOT_IN;
  }
}
