package io.quittance.laboratory.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Currency;

/// The value of contacting an account, and how many accounts can be contacted per day. Amounts are
/// in minor units of the currency. "Paid" means a true label.
///
/// @param currency ISO 4217 code
/// @param contactCost cost of one contact, at least 0
/// @param paidAfterContact value of an account that was contacted and pays
/// @param unpaidAfterContact value of an account that was contacted and does not pay
/// @param paidWithoutContact value of an account that was not contacted and pays
/// @param unpaidWithoutContact value of an account that was not contacted and does not pay
/// @param contactsADay number of accounts that can be contacted per day, at least 1
/// @param accountsADay number of accounts from which they are chosen; 0 when the measured rows are
///   those of one day
public record ValueMatrix(
    String currency,
    long contactCost,
    long paidAfterContact,
    long unpaidAfterContact,
    long paidWithoutContact,
    long unpaidWithoutContact,
    long contactsADay,
    long accountsADay) {

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /// @throws IllegalArgumentException when the currency is unknown or a number is out of range
  public ValueMatrix {
    try {
      Currency.getInstance(currency);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("currency '" + currency + "' is not in ISO 4217", e);
    }
    if (contactCost < 0) {
      throw new IllegalArgumentException("contactCost must not be negative");
    }
    if (contactsADay < 1) {
      throw new IllegalArgumentException("contactsADay must be at least 1");
    }
    if (accountsADay != 0 && accountsADay < contactsADay) {
      throw new IllegalArgumentException("accountsADay must be at least contactsADay");
    }
  }

  /// Reads the matrix from YAML that contains each field exactly once and nothing else.
  ///
  /// @throws IllegalArgumentException when the YAML is invalid; the message gives the line and the
  ///   reason
  public static ValueMatrix read(byte[] yaml) {
    try {
      ValueMatrix read = YAML.readValue(yaml, ValueMatrix.class);
      if (read == null) {
        throw new IllegalArgumentException("the value matrix is empty");
      }
      return read;
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw new IllegalArgumentException(line + reason(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the value matrix is not UTF-8 text", e);
    }
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "unknown field '" + unknown.getPropertyName() + "' in the value matrix";
    }
    if (e.getCause() instanceof IllegalArgumentException cause) {
      return String.valueOf(cause.getMessage());
    }
    return e.getOriginalMessage();
  }

  /// Returns the probability from which a contact is worth more than it costs.
  ///
  /// @return 0 when every contact is worth it, infinity when none is, whatever the probability
  public double breakEven() {
    double gainIfUnpaid = (double) unpaidAfterContact - unpaidWithoutContact - contactCost;
    double gainIfPaid = (double) paidAfterContact - paidWithoutContact - contactCost;
    if (gainIfPaid <= gainIfUnpaid) {
      return gainIfUnpaid > 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double threshold = -gainIfUnpaid / (gainIfPaid - gainIfUnpaid);
    return threshold > 1 ? Double.POSITIVE_INFINITY : Math.max(0, threshold);
  }

  /// Returns the value of all rows, in minor units, when those predicted positive are contacted.
  public double worth(Confusion contacted) {
    return net(
        (double) contacted.truePositives(),
        (double) contacted.falsePositives(),
        (double) contacted.falseNegatives(),
        (double) contacted.trueNegatives());
  }

  /// Computes the value of contacts and payments. Counts need not be whole.
  double net(double paidContacted, double unpaidContacted, double paidLeft, double unpaidLeft) {
    return paidContacted * (paidAfterContact - contactCost)
        + unpaidContacted * (unpaidAfterContact - contactCost)
        + paidLeft * paidWithoutContact
        + unpaidLeft * unpaidWithoutContact;
  }
}
