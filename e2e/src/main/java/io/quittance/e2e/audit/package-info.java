/// The auditor: reads topics and tables and checks the promises of the platform. It shares no code
/// with what it audits; parsing, hashing and label arithmetic are written again here, on purpose.
@NullMarked
package io.quittance.e2e.audit;

import org.jspecify.annotations.NullMarked;
