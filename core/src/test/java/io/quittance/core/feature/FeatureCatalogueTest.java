package io.quittance.core.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.model.FeatureVersion;
import io.quittance.core.vocabulary.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCatalogueTest {

  private final FeatureCatalogue catalogue = FeatureCatalogue.standard();

  @Test
  void everyFeatureIsWhollyDescribedAndTheActionIsTheLast() {
    assertEquals(30, catalogue.size());
    assertEquals("action_channel", catalogue.names().getLast());
    assertEquals(catalogue.size(), new HashSet<>(catalogue.names()).size());
    assertEquals(catalogue.size() - 1, catalogue.versions().size());
    for (FeatureDefinition feature : catalogue.definitions()) {
      assertEquals(Optional.empty(), FeatureCatalogue.refusalCode(feature.name()));
      assertEquals(feature.concept(), catalogue.concepts().get(feature.name()));
    }
  }

  @Test
  void aSignatureIsServedInTheModelsOrder() {
    float[] values = new float[catalogue.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    FeatureVector vector = FeatureVector.of(values).withAction(Action.CALL);

    FeatureSelection selection =
        catalogue.select(
            List.of(
                new FeatureVersion("action_channel", 1),
                new FeatureVersion("days_past_due", 1),
                new FeatureVersion("balance", 1)));

    assertArrayEquals(new float[] {4, 6, 0}, selection.pick(vector));
    assertEquals(0, selection.actionIndex());
    assertEquals(3, selection.size());
  }

  @ParameterizedTest
  @CsvSource({
    "shoe_size,1,unknown-feature",
    "balance,2,unknown-version",
    "age,1,protected-feature",
    "debtor_age_years,1,protected-feature",
    "SEX,1,protected-feature",
    "maritalStatus,1,protected-feature",
    "EDUCATION,1,protected-feature",
    "label,1,post-outcome-feature",
    "paid_after_30d,1,post-outcome-feature",
    "default.payment.next.month,1,post-outcome-feature",
    "duration,1,post-outcome-feature",
    "call_outcome,1,post-outcome-feature"
  })
  void aSignatureIsRefused(String name, int version, String code) {
    List<FeatureVersion> signature = List.of(new FeatureVersion(name, version));

    SignatureRefusedException refused =
        assertThrows(SignatureRefusedException.class, () -> catalogue.select(signature));

    assertEquals(code + " " + name, refused.code() + " " + refused.feature());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"package_size", "stage", "average_balance", "sextile", "trace", "messages"})
  void aWordWithinAWordIsNoReasonToRefuse(String name) {
    assertEquals(Optional.empty(), FeatureCatalogue.refusalCode(name));
  }

  @Test
  void nothingOrTheSameTwiceIsRefused() {
    FeatureVersion balance = new FeatureVersion("balance", 1);

    assertEquals(
        "empty-signature",
        assertThrows(SignatureRefusedException.class, () -> catalogue.select(List.of())).code());
    assertEquals(
        "duplicate-feature",
        assertThrows(
                SignatureRefusedException.class, () -> catalogue.select(List.of(balance, balance)))
            .code());
  }
}
