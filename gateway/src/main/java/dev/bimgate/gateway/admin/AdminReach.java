package dev.bimgate.gateway.admin;

import dev.bimgate.cache.ListCache;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.lists.SharedBypass;
import dev.bimgate.gateway.lists.SharedPurge;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.token.CallerResolver;
import dev.bimgate.gateway.token.revocation.Revocations;
import java.time.InstantSource;

/** The parts of the gateway that admin calls use. */
public record AdminReach(
    Revocations revocations,
    CallerResolver callers,
    TargetParser targets,
    ListCache cache,
    SharedPurge purge,
    CacheBypass bypass,
    SharedBypass sharedBypass,
    UserCalls calls,
    Peers peers,
    InstantSource clock) {}
