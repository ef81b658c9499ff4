package io.quittance.core.plan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A contact that the plan proposes. It still needs a permit.
///
/// @param accountId id of the account
/// @param debtorId id of the person; null when unknown
/// @param decisionId decision that permits the contact
/// @param option the chosen way to contact the account
public record PlannedContact(
    String accountId, @Nullable String debtorId, UUID decisionId, PlanOption option) {}
