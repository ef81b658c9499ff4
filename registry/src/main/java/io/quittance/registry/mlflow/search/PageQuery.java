package io.quittance.registry.mlflow.search;

import io.quittance.registry.mlflow.MlflowRefusal;
import io.quittance.registry.mlflow.PageToken;
import io.quittance.registry.mlflow.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one page of the results of a query.
///
/// @param limit the most results of the page
/// @param token where the page begins
public record PageQuery(int limit, PageToken token) {

  /// Reads the parameters of a request.
  ///
  /// @param limit as the client writes it
  /// @param most results of a page
  /// @throws MlflowRefusal naming the parameter that is wrong
  public static PageQuery of(String limit, int most, @Nullable String token) {
    return new PageQuery(PageToken.limit(limit, most), PageToken.of(token));
  }

  /// The results of a page.
  ///
  /// @param nextPageToken null on the last page
  public record Page(List<Row> rows, @Nullable String nextPageToken) {}

  /// Returns the SQL that ends the query: it reads one result more, which tells that there is a
  /// next page.
  public String sql(Bindings bindings) {
    return " limit " + bindings.add(limit + 1) + " offset " + bindings.add(token.offset());
  }

  /// Runs a query that has neither limit nor offset.
  public Uni<Page> run(SqlClient client, String query, Bindings bindings) {
    return client
        .preparedQuery(query + sql(bindings))
        .execute(bindings.tuple())
        .map(rows -> page(Rows.list(rows, row -> row)));
  }

  private Page page(List<Row> found) {
    return found.size() > limit
        ? new Page(found.subList(0, limit), token.after(limit))
        : new Page(found, null);
  }
}
