using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Primitives;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Commands;

/// <summary><c>naru walk SOURCE DESTINATION</c>: the way of a packet, hop by hop.</summary>
internal static class WalkCommand
{
    /// <summary>The packet does not arrive, or its answer does not.</summary>
    private const int Lost = 2;

    public static Command Create()
    {
        var lab = Options.Lab();
        var source = new Argument<string>("source") { Description = "An instance or port by name or id, a fixed or floating IP, or any address outside." };
        var destination = new Argument<string>("destination") { Description = "The same; or 'dhcp' or 'metadata'." };
        var icmp = new Option<bool>("--icmp") { Description = "A ping; what is sent when nothing else is said." };
        var tcp = new Option<int?>("--tcp") { Description = "The first packet of a TCP connection to this port.", HelpName = "PORT" };
        var udp = new Option<int?>("--udp") { Description = "A datagram to this port.", HelpName = "PORT" };
        var size = new Option<int?>("--size") { Description = "Octets of the IP packet, which may not be divided.", HelpName = "BYTES" };
        var sourceIp = new Option<string?>("--source-ip") { Description = "Sends from another address than the source's own.", HelpName = "ADDRESS" };
        var asOf = new Option<string?>("--as-of") { Description = "As it would have been: a revision, or a time such as 2026-11-25T21:00:00Z.", HelpName = "REVISION|TIME" };
        var observe = new Option<bool>("--observe") { Description = "Asks the data plane, too, and shows where it differs." };
        var probe = new Option<bool>("--probe") { Description = "Sends a real packet, and shows when it was seen on each device of the lab." };
        var json = new Option<bool>("--json") { Description = "Prints the walk as the API gives it." };
        var brief = new Option<bool>("--brief") { Description = "Tells of each hop only what chose the way or changed the packet." };
        var language = WalkLanguageOption.Create();
        var command = new Command("walk", "Tells the way of a packet from an end to another, and why it does not arrive.")
        {
            source, destination, icmp, tcp, udp, size, sourceIp, asOf, observe, probe, brief, json, language, lab,
        };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(icmp), result.GetValue(tcp) is not null, result.GetValue(udp) is not null }.Count(given => given) > 1)
                result.AddError("Only one of --icmp, --tcp and --udp can be sent.");
            if (result.GetValue(probe) && result.GetValue(destination) is "dhcp")
                result.AddError("A request to DHCP cannot be sent with --probe: its ports are fixed, so that it carries no mark by which captures would know it. Use --observe.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var walk = new JsonObject
            {
                ["source"] = parsed.GetRequiredValue(source),
                ["destination"] = parsed.GetRequiredValue(destination),
                ["protocol"] = parsed.GetValue(tcp) is not null ? "tcp" : parsed.GetValue(udp) is not null ? "udp" : "icmp",
                ["language"] = parsed.GetRequiredValue(language),
            };
            if ((parsed.GetValue(tcp) ?? parsed.GetValue(udp)) is { } port)
                walk["port"] = port;
            if (parsed.GetValue(size) is { } octets)
                walk["size"] = octets;
            if (parsed.GetValue(sourceIp) is { } address)
                walk["source_ip"] = address;
            if (parsed.GetValue(observe))
                walk["observe"] = true;
            if (parsed.GetValue(asOf) is { } past)
                walk["as_of"] = past;
            var words = WalkLanguage.Find(parsed.GetRequiredValue(language)) ?? WalkLanguage.English;
            return WithCloud.AskAsync(parsed.GetRequiredValue(lab), async cloud =>
            {
                if (!(await AskAsync(cloud, walk, words, FormOf(parsed.GetValue(json), parsed.GetValue(brief)), cancellation)).TryGet(out var told, out var error))
                    return error;
                if (parsed.GetValue(probe))
                    return (await WalkProbe.SendAsync(parsed.GetRequiredValue(lab), cloud, told, cancellation)).Map(seen => Show(seen, told, words));
                return CodeOf(told);
            }, cancellation);
        });
        return command;
    }

    private static int Show(IReadOnlyList<Sighting> seen, PacketWalk walk, WalkLanguage language)
    {
        WalkConsole.Show(seen, language);
        return CodeOf(walk);
    }

    /// <summary>Null: as JSON.</summary>
    private static WalkDetail? FormOf(bool isJson, bool isBrief) => isJson ? null : isBrief ? WalkDetail.Brief : WalkDetail.Full;

    private static int CodeOf(PacketWalk walk) => walk.Verdict is Verdict.Answered ? Answer.Success : Lost;

    private static async Task<Result<PacketWalk>> AskAsync(CloudClient cloud, JsonObject walk, WalkLanguage language, WalkDetail? detail, CancellationToken cancellation)
    {
        var answer = await cloud.AskAsync(HttpMethod.Post, "walk", new JsonObject { ["walk"] = walk }, cancellation);
        if (!answer.TryGet(out var document, out var error))
            return error;
        using (document)
        {
            var told = document.RootElement.GetProperty("walk");
            if (told.Deserialize(WalkJson.Default.PacketWalk) is not { } packet)
                return new Error(ErrorKind.Unavailable, "NoWalk", "The server's answer is no walk.");
            if (detail is { } wanted)
                WalkConsole.Show(packet, language, wanted);
            else
                Console.WriteLine(told.GetRawText());
            return packet;
        }
    }
}
