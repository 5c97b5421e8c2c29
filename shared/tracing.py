"""OpenTelemetry hooks: spans named by route template; exported only where an endpoint is set."""

import os

from opentelemetry import trace

tracer = trace.get_tracer("avow")


def configure(service: str) -> None:
    """Export spans over OTLP/HTTP if OTEL_EXPORTER_OTLP_ENDPOINT is set; else spans cost next to nothing."""
    if not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return
    # imported here: 20 MB that an installation without tracing does not pay
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource.create({"service.name": f"avow.{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
