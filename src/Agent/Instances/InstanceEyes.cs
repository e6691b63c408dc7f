using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Looks at instances for the server: what they wrote to their console, what they use, and what is on their disks.</summary>
internal sealed class InstanceEyes(InstanceDirectory directory, InstanceDrivers drivers, DiskMoves moves, InstanceInventory inventory, InstanceConsoles consoles)
{
    public Result<string> Look(NodeQuestion question) => question switch
    {
        { Kind: NodeQuestionKind.ConsoleOutput, Words: [var id] } => Find(id).Map(files => ConsoleLog.Read(files, lines: null)),
        { Kind: NodeQuestionKind.ConsoleOutput, Words: [var id, var lines] } when int.TryParse(lines, CultureInfo.InvariantCulture, out var number) =>
            Find(id).Map(files => ConsoleLog.Read(files, number)),
        { Kind: NodeQuestionKind.Diagnostics, Words: [var id] } => Find(id).Map(files => Diagnose(id, files)),
        { Kind: NodeQuestionKind.Console, Words: [var id] } => consoles.Kind(id),
        { Kind: NodeQuestionKind.Console, Words: [var id, var session] } => consoles.Open(id, session),
        { Kind: NodeQuestionKind.Instances } => InstanceTrace.Write(inventory.Take()),
        { Kind: NodeQuestionKind.SendDisk, Words: [var id, var name] } => Find(id).Then(_ => moves.Send(id, name)),
        _ => Error.Invalid($"'{question.Kind}' about '{string.Join("', '", question.Words.Items)}' is not understood."),
    };

    private Result<InstanceFiles> Find(string id) =>
        Guid.TryParse(id, out _) && Directory.Exists(directory.Of(id).Directory) ? directory.Of(id) : Error.NotFound("InstanceNotFound", $"Instance {id} is not on this host.");

    private string Diagnose(string id, InstanceFiles files)
    {
        var record = InstanceRecord.Load(files) ?? new InstanceRecord();
        var (memory, time) = drivers.Find(record.Driver).Usage(id);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("memoryUsed", memory);
            json.WriteNumber("cpuTime", (long)time.TotalNanoseconds);
            json.WriteStartArray("nics");
            foreach (var nic in record.Nics)
                WriteCounters(json, Firewall.BridgedPort.TapOf(nic.Key));
            json.WriteEndArray();
            json.WriteStartArray("disks");
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    // What the instance has received, its tap has sent.
    private static void WriteCounters(Utf8JsonWriter json, string tap)
    {
        json.WriteStartObject();
        foreach (var (name, counter) in new[] { ("rxOctets", "tx_bytes"), ("rxPackets", "tx_packets"), ("txOctets", "rx_bytes"), ("txPackets", "rx_packets") })
        {
            var path = $"/sys/class/net/{tap}/statistics/{counter}";
            if (File.Exists(path) && long.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var value))
                json.WriteNumber(name, value);
        }
        json.WriteEndObject();
    }
}
