package io.quittance.registry.publication;

import io.quittance.core.event.Envelope;
import io.quittance.core.event.EventIdentity;
import io.quittance.core.event.EventTypes;
import io.quittance.core.event.LifecycleSignature;
import io.quittance.core.event.ModelLifecycleChanged;
import io.quittance.core.signature.DsseEnvelope;
import io.quittance.messaging.CloudEventHeaders;
import io.quittance.messaging.OutgoingRecord;
import io.quittance.messaging.TopicsConfig;
import io.quittance.messaging.lifecycle.SnapshotSigner;
import io.quittance.messaging.outbox.Outbox;
import io.quittance.registry.catalog.LifecycleSnapshots;
import io.quittance.registry.version.Model;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;

/// Publishes through the outbox which version holds which alias, signed. The event is published if
/// and only if the change is committed.
@Singleton
public final class LifecyclePublisher {

  private static final String SOURCE = "/quittance/registry";

  private final LifecycleSnapshots snapshots;
  private final SnapshotSigner signer;
  private final Outbox outbox;
  private final TopicsConfig topics;

  LifecyclePublisher(
      LifecycleSnapshots snapshots, SnapshotSigner signer, Outbox outbox, TopicsConfig topics) {
    this.snapshots = snapshots;
    this.signer = signer;
    this.outbox = outbox;
    this.topics = topics;
  }

  /// Publishes the present snapshot of a model whose row the session has locked.
  public Uni<Void> publish(Mutiny.Session session, Model model) {
    return snapshots.of(session, model).chain(change -> append(session, record(change)));
  }

  private Uni<Void> append(Mutiny.Session session, OutgoingRecord record) {
    return session
        .createNativeQuery(outbox.insertSql())
        .setParameter(1, record.topic())
        .setParameter(2, record.key())
        .setParameter(3, record.headersJson())
        .setParameter(4, record.payload())
        .executeUpdate()
        .replaceWithVoid();
  }

  private OutgoingRecord record(ModelLifecycleChanged change) {
    String key = CloudEventHeaders.recordKey(change.tenant(), change.model());
    EventIdentity identity = new EventIdentity(change.tenant(), SOURCE, key + "/" + change.order());
    Envelope envelope =
        new Envelope(identity, EventTypes.MODEL_LIFECYCLE_CHANGED, change.changedAt(), null);
    DsseEnvelope signed = signer.sign(change);
    Map<String, String> headers = new LinkedHashMap<>(CloudEventHeaders.write(envelope));
    headers.putAll(LifecycleSignature.headers(signed));
    return new OutgoingRecord(topics.modelLifecycle(), key, headers, signed.payload());
  }
}
