package io.quittance.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.event.DecisionMade.Basis;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Offer;
import io.quittance.core.vocabulary.ReviewKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Jackson, which reads the annotations of the constants, is the oracle.
final class WireNamesTest {

  @Test
  void namesAreThoseOfTheAnnotations() {
    ObjectMapper json = new ObjectMapper();
    for (Class<? extends Enum<?>> type :
        List.of(Action.class, Offer.class, ReviewKind.class, Basis.class)) {
      for (Enum<?> constant : type.getEnumConstants()) {
        String name = WireNames.of(constant);
        assertEquals(json.convertValue(constant, String.class), name);
        assertEquals(constant, json.convertValue(name, type));
      }
    }
    for (Offer offer : Offer.values()) {
      assertEquals(offer, WireNames.read(Offer.class, WireNames.of(offer)));
    }
  }

  @Test
  void otherNamesAreNotFound() {
    assertEquals(Optional.empty(), WireNames.find(Action.class, "NO_CONTACT"));
    assertThrows(
        IllegalArgumentException.class, () -> WireNames.read(Action.class, "carrier-pigeon"));
  }
}
