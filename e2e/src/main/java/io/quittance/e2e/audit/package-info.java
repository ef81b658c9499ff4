/// The auditor, which reads topics and tables and checks the platform's invariants. It shares no
/// code with the platform: it implements parsing and hashing itself, on purpose.
@NullMarked
package io.quittance.e2e.audit;

import org.jspecify.annotations.NullMarked;
