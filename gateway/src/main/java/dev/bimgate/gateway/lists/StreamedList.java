package dev.bimgate.gateway.lists;

import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.StreamedResponse;

/** A list that is too long to store, streamed to the one request that started its load. */
record StreamedList(StreamedResponse response, UpstreamResponse source) {}
