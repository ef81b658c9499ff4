/// What the auditor looks at: records of topics, rows of tables, what was sent, and answers over
/// REST.
@NullMarked
package io.quittance.e2e.audit.evidence;

import org.jspecify.annotations.NullMarked;
