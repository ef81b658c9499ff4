/// The records that services exchange: account events, outcomes, decisions, retraining requests and
/// model lifecycle snapshots, with the codec that reads and writes them.
@NullMarked
package io.quittance.core.event;

import org.jspecify.annotations.NullMarked;
