package io.quittance.core.effect;

import java.util.List;

/// One treatment that may be chosen, as the factors that it combines, such as the channel `call`
/// and the offer `settlement`. Two arms with a common factor share its effects. An arm without
/// factors, such as no contact, has no effect by definition: all effects are measured against it.
///
/// @param name unique among the arms
/// @param factors what may have an effect
/// @param payment what decides how large a payment is, such as the offer
public record Arm(String name, List<String> factors, String payment) {

  public Arm {
    factors = List.copyOf(factors);
  }
}
