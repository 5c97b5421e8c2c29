"""The bus: what a service says goes through its outbox to NATS JetStream, what it hears comes to its handlers once."""
