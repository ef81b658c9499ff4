package io.quittance.core.treatment;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import java.time.Instant;
import java.util.UUID;

/// What a choice is made for.
///
/// @param context the account and its debtor's others
/// @param verdict what the policy permits as of `at`
/// @param at the instant of the verdict
/// @param balanceMinor what is owed, minor units; 0 when unknown
/// @param decisionId what draws at random depend on
public record ChoiceInput(
    Policy policy,
    DebtorContext context,
    PolicyVerdict verdict,
    Instant at,
    long balanceMinor,
    UUID decisionId) {}
