// Feeds an event, asks for figures as of a day, follows alerts: go run . BOOTSTRAP REGISTRY API BRAND
package main

import ("context"; "encoding/binary"; "encoding/json"; "fmt"; "net/http"; "os"; "time"
	"github.com/hamba/avro/v2"
	"github.com/twmb/franz-go/pkg/kgo")

func get(url string, into any) { answer := must(http.Get(url)); check(json.NewDecoder(answer.Body).Decode(into)) }
func check(err error) { if err != nil { panic(err) } }
func must[T any](value T, err error) T { check(err); return value }

func main() {
	registry, api, brand := os.Args[2], os.Args[3], os.Args[4]
	client := must(kgo.NewClient(kgo.SeedBrokers(os.Args[1]), // its default partitioner is Java's: a brand's events stay in one partition
		kgo.ProducerBatchCompression(kgo.GzipCompression()), kgo.ConsumerGroup("go-"+brand), kgo.ConsumeTopics("market.alerts"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.FetchIsolationLevel(kgo.ReadCommitted())))
	var latest struct { ID uint32; Schema string }
	get(registry+"/subjects/market.sales-value/versions/latest", &latest)
	event := map[string]any{"event_id": "go-" + brand + "-2024-10", "brand": brand, "source": "ir", "source_tier": "OFFICIAL",
		"published_at": time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC), "url": nil, "model": nil, "region": nil, "measure": "DELIVERIES",
		"period_start": time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC), "granularity": "MONTH", "units": int64(4000), "qualifier": "EXACT", "period_end": nil}
	value := binary.BigEndian.AppendUint32([]byte{0}, latest.ID) // Confluent's wire format: a zero byte, the schema's id, Avro
	value = append(value, must(avro.Marshal(avro.MustParse(latest.Schema), event))...)
	check(client.ProduceSync(context.Background(), &kgo.Record{Topic: "market.sales", Key: []byte(brand), Value: value}).FirstErr())
	var figures struct { Metrics struct { Reference_month string; Deliveries int64 } }
	get(api+"/api/v1/brands/"+brand+"?as_of=2024-10-15", &figures)
	fmt.Println("as of 2024-10-15:", figures.Metrics.Reference_month, figures.Metrics.Deliveries)
	seen, schemas := map[string]int{}, map[uint32]avro.Schema{} // keep what was seen with what you do: alert_id and sequence name a transition
	for { client.PollFetches(context.Background()).EachRecord(func(record *kgo.Record) {
		id := binary.BigEndian.Uint32(record.Value[1:5])
		if schemas[id] == nil { get(fmt.Sprintf("%s/schemas/ids/%d", registry, id), &latest); schemas[id] = avro.MustParse(latest.Schema) }
		alert := map[string]any{}
		check(avro.Unmarshal(schemas[id], record.Value[5:], &alert))
		if alert["sequence"].(int) > seen[alert["alert_id"].(string)] {
			seen[alert["alert_id"].(string)] = alert["sequence"].(int)
			fmt.Println(alert["status"], alert["rule"], alert["subject"], alert["message"]) } }) }
}
