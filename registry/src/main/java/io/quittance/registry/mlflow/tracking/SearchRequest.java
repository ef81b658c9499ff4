package io.quittance.registry.mlflow.tracking;

import io.quittance.registry.mlflow.Fields;
import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.PageToken;
import io.quittance.registry.mlflow.search.Bindings;
import io.quittance.registry.mlflow.search.PageQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search for experiments or runs.
///
/// @param limit most results on the page, at most 1,000 however many the client wants
record SearchRequest(
    @Nullable String filter, List<String> order, View view, int limit, PageToken token) {

  private static final int MAX_PAGE = 1000;
  private static final long MAX_WANTED = 50_000;

  SearchRequest {
    order = List.copyOf(order);
  }

  static SearchRequest read(Fields body, String viewField) {
    long wanted = body.integer("max_results", MAX_PAGE);
    if (wanted < 1 || wanted > MAX_WANTED) {
      throw MlflowRefusal.invalid("max_results must lie between 1 and " + MAX_WANTED);
    }
    return new SearchRequest(
        body.optional("filter", 8000),
        body.texts("order_by", 10, 1000),
        View.of(body.optional(viewField, 32)),
        (int) Math.min(MAX_PAGE, wanted),
        PageToken.of(body.optional("page_token", 100)));
  }

  /// Returns the SQL of the page, with one result more, which tells that there is a next one.
  String page(Bindings bindings) {
    return new PageQuery(limit, token).sql(bindings);
  }

  /// Which stages of life a search covers.
  enum View {
    ACTIVE_ONLY,
    DELETED_ONLY,
    ALL;

    static View of(@Nullable String text) {
      if (text == null || text.isEmpty()) {
        return ACTIVE_ONLY;
      }
      return switch (text) {
        case "ACTIVE_ONLY", "1" -> ACTIVE_ONLY;
        case "DELETED_ONLY", "2" -> DELETED_ONLY;
        case "ALL", "3" -> ALL;
        default ->
            throw MlflowRefusal.invalid("view_type must be ACTIVE_ONLY, DELETED_ONLY or ALL");
      };
    }

    String condition(String column) {
      return switch (this) {
        case ACTIVE_ONLY -> column + " = 'active'";
        case DELETED_ONLY -> column + " = 'deleted'";
        case ALL -> "true";
      };
    }
  }
}
