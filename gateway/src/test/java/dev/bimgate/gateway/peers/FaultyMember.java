package dev.bimgate.gateway.peers;

import java.util.Map;

/** What a gateway does that has a {@link PlantedFault}; without one it changes nothing. */
final class FaultyMember {

  private final PlantedFault fault;
  private final SimulatedProcess process;
  private String session = "";
  private long snapshots;
  private Lease noted = Lease.NONE;
  private Lease trusted = Lease.NONE;
  private Map<String, Long> countersBefore = Map.of();

  FaultyMember(PlantedFault fault, SimulatedProcess process) {
    this.fault = fault;
    this.process = process;
  }

  /** A session begins with that id. */
  String began(String id) {
    session = id;
    snapshots = 0;
    return id;
  }

  void ended(SessionEnd cause) {
    if (cause != SessionEnd.LEFT || fault != PlantedFault.TRUST_AFTER_LEAVING) {
      noted = Lease.NONE;
      trusted = Lease.NONE;
    }
  }

  /** What the gateway takes for its lease. */
  Lease trust(Lease lease) {
    return switch (fault) {
      case TRUST_FROM_REPLY, TRUST_AFTER_LEAVING -> trusted;
      case SUSPENSION_IGNORED ->
          new Lease(new Now(lease.sent().nanos(), process.now().wallMillis()), lease.length());
      default -> lease;
    };
  }

  void noteTrust(Lease lease) {
    boolean isLeaving = lease.equals(Lease.NONE) && fault == PlantedFault.TRUST_AFTER_LEAVING;
    if (!lease.equals(noted) && !isLeaving) {
      noted = lease;
      trusted =
          fault == PlantedFault.TRUST_FROM_REPLY && !lease.equals(Lease.NONE)
              ? new Lease(process.now(), lease.length())
              : lease;
    }
  }

  Reply alter(Command command, Reply reply) {
    if (reply instanceof Reply.Snapshot) {
      snapshots++;
    }
    return fault.alter(command, reply, session, snapshots);
  }

  boolean forgets(Entry entry) {
    return fault == PlantedFault.OWN_MESSAGE_NOT_APPLIED && entry.sender().equals(session);
  }

  /** What else the gateway does once the session has taken a reply. */
  void after(Command command, Reply reply, PeerOutput output) {
    if (fault == PlantedFault.WAITED_TOO_SHORT && command instanceof Command.Publish publish) {
      process.after(
          Simulation.TIMING.lease().dividedBy(2),
          () -> output.completed(publish.publication(), PublicationOutcome.LEASE_WAITED));
    } else if (fault == PlantedFault.REMOVED_TOO_EARLY
        && command instanceof Command.Renew renew
        && reply instanceof Reply.Snapshot snapshot) {
      removeTooEarly(renew.era(), snapshot.registry().counters(), output);
    }
  }

  private void removeTooEarly(Era era, Map<String, Long> counters, PeerOutput output) {
    counters.forEach(
        (member, counter) -> {
          if (counter.equals(countersBefore.get(member)) && !member.equals(session)) {
            output.send(new Command.Remove(era, member, counter));
          }
        });
    countersBefore = counters;
  }
}
