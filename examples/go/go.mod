module bellwether.example/client

go 1.22

require (
	github.com/hamba/avro/v2 v2.27.0
	github.com/twmb/franz-go v1.18.0
)
