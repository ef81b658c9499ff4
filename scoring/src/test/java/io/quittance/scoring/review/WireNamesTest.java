package io.quittance.scoring.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.core.event.EventCodec;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.ReviewVerdict;
import io.quittance.scoring.review.http.ReviewView;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WireNamesTest {

  @Test
  void namesAreThoseOfJson() {
    Stream.<Enum<?>[]>of(
            ReviewKind.values(),
            ReviewVerdict.values(),
            Action.values(),
            Offer.values(),
            ReviewView.State.values())
        .flatMap(Stream::of)
        .forEach(
            constant ->
                assertEquals(
                    EventCodec.mapper().valueToTree(constant).textValue(), WireNames.of(constant)));
  }

  @Test
  void whatIsNoNameIsFound() {
    assertEquals(Optional.of(ReviewKind.DEBT_SALE), WireNames.find(ReviewKind.class, "debt-sale"));
    assertEquals(Optional.empty(), WireNames.find(ReviewKind.class, "DEBT_SALE"));
    assertThrows(
        IllegalArgumentException.class, () -> WireNames.read(ReviewKind.class, "debt_sale"));
  }
}
