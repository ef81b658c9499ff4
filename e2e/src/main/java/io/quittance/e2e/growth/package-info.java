/// What an event costs when the tables are large: the services on filled tables.
@NullMarked
package io.quittance.e2e.growth;

import org.jspecify.annotations.NullMarked;
