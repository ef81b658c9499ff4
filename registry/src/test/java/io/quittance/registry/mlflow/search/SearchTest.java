package io.quittance.registry.mlflow.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.registry.mlflow.MlflowRefusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchTest {

  private static final Search SEARCH =
      new Search(
          Grammar.builder()
              .text("name", "r.name")
              .number("start_time", "r.started_at")
              .map("r.params", "param", "params")
              .map("r.tags", "tag", "tags")
              .differsWhenAbsent("mlflow.prompt.is_prompt")
              .entity(
                  Kind.NUMBER,
                  (key, bindings) -> Expression.of("metric(" + bindings.add(key) + ")"),
                  "metric",
                  "metrics")
              .build());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          name = 'a'                     | r.name = $1::text                                   | a
          attribute.name != "a'b"        | r.name <> $1::text                                  | a'b
          ATTR.`name` LiKe '%_'          | r.name like $1::text escape ''                      | %_
          run.name ilike 'A'             | r.name ilike $1::text escape ''                     | A
          start_time>=-1.5e3             | (r.started_at)::double precision >= $1::double precision | -1500.0
          params.a.b='x'                 | (r.params ->> $1::text) = $2::text                  | a.b, x
          tag."a b" = 'x'                | (r.tags ->> $1::text) = $2::text                    | a b, x
          metrics.`m/1` < 2              | metric($1::text) < $2::double precision             | m/1, 2.0
          name IN ('a', 'b')             | r.name = any($1::text[])                            | [a, b]
          name not  in ("a")             | r.name <> all($1::text[])                           | [a]
          name='a' AND name='b' and start_time != 3 | r.name = $1::text and r.name = $2::text and (r.started_at)::double precision <> $3::double precision | a, b, 3.0
          tag.`mlflow.prompt.is_prompt` != 'true' | coalesce((r.tags ->> $1::text), '') <> $2::text | mlflow.prompt.is_prompt, true
          """)
  void aFilterBecomesSqlWithBoundParameters(String filter, String sql, String values) {
    Bindings bindings = new Bindings();

    String where = SEARCH.where(filter, bindings);

    assertEquals(sql, where);
    assertEquals(values, String.join(", ", values(bindings)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void anEmptyFilterFindsEverything(String filter) {
    assertEquals("true", SEARCH.where(filter, new Bindings()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "name =",
        "= 'a'",
        "name = a",
        "name = 'a",
        "name == 'a'",
        "name = 'a' OR name = 'b'",
        "NOT name = 'a'",
        "(name = 'a')",
        "name = 'a' AND",
        "name = 'a' name = 'b'",
        "name = 'a'; drop table mlflow_run",
        "name = 'a' -- ",
        "name < 'a'",
        "name = 3",
        "name IN 'a'",
        "name IN ('a'",
        "name IN ()",
        "name = ('a')",
        "start_time = '3'",
        "start_time LIKE '3'",
        "start_time IN ('3')",
        "unknown = 'a'",
        "other.key = 'a'",
        "params. = 'a'x",
        "metrics.m > 'a'",
        "\u0000 = 'a'"
      })
  void whatTheGrammarDoesNotHaveIsRefusedWithAMessage(String filter) {
    MlflowRefusal refusal =
        assertThrows(MlflowRefusal.class, () -> SEARCH.where(filter, new Bindings()));

    assertEquals(400, refusal.code().status());
    assertTrue(refusal.message().length() > 10, refusal.message());
  }

  @Test
  void aRefusalNamesThePlace() {
    MlflowRefusal refusal =
        assertThrows(MlflowRefusal.class, () -> SEARCH.where("name = 'a' OR b", new Bindings()));

    assertEquals(
        "filter: AND, or the end is expected at character 12, but 'OR b' stands there",
        refusal.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          name                | r.name asc nulls last,
          name DESC           | r.name desc nulls last,
          attribute.name asc  | r.name asc nulls last,
          metrics.`a b` desc  | metric($1::text) desc nulls last,
          """)
  void anOrderBecomesSql(String order, String sql) {
    assertEquals(sql, SEARCH.order(List.of(order), new Bindings()).strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "name down", "name, start_time", "unknown", "1; drop"})
  void anUnknownOrderIsRefused(String order) {
    assertThrows(MlflowRefusal.class, () -> SEARCH.order(List.of(order), new Bindings()));
  }

  private static List<String> values(Bindings bindings) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < bindings.tuple().size(); i++) {
      Object value = bindings.tuple().getValue(i);
      values.add(value instanceof String[] array ? List.of(array).toString() : "" + value);
    }
    return values;
  }
}
