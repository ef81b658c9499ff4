package io.quittance.scoring.permit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A request for a permit, as text that is checked field by field.
///
/// @param requestId chosen by the caller; the same request with the same id gives the same permit
/// @param accountId an account that scoring knows
/// @param channel how the debtor is to be reached
/// @param place where the debtor is to be reached; unknown when absent
/// @param numberRef an opaque reference to the number or address to be used; not told when absent
/// @param decisionId the decision that led to the request
/// @param at the instant to judge by, for simulated tenants; otherwise absent
record PermitRequest(
    @Nullable String requestId,
    @Nullable String accountId,
    @Schema(enumeration = {"call", "sms", "email", "letter"}) @Nullable String channel,
    @Schema(enumeration = {"home", "mobile", "work", "other"}) @Nullable String place,
    @Schema(pattern = PermitFields.NUMBER_REF) @Nullable String numberRef,
    @Schema(format = "uuid") @Nullable String decisionId,
    @Schema(format = "date-time") @Nullable String at) {}
