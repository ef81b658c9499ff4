/// Leases: who of a service's processes does a job, told by the service's database and its clock. A
/// lease has an owner and ends by itself when its owner no longer renews it.
@NullMarked
package io.quittance.messaging.lease;

import org.jspecify.annotations.NullMarked;
