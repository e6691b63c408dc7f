using System.Globalization;
using System.Text.Json;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary><c>os-getConsoleOutput</c>: what an instance has written to its console, asked of its host.</summary>
internal sealed class ConsoleOutput(NodeStreams hosts)
{
    public const string Name = "os-getConsoleOutput";

    private static readonly Shape Arguments = Shapes.Wrapped(Name, Shapes.Nullable(Shapes.Object(("length", Shapes.Nullable(Shapes.Whole(-1))))));

    public async ValueTask<Result<Reply>> ShowAsync(ComputeRequest request, JsonElement body)
    {
        if (request.FaultOf(Arguments, body) is { } fault)
            return NovaErrors.BadRequest(fault);
        if (!ServerAccess.Find(request.State, request, "os-console-output").TryGet(out var server, out var error))
            return error;
        if (server.Host.Length == 0 || server.Observed is null)
            return NovaErrors.Conflict($"Instance {server.Id} is not ready");
        var length = body.Of(Name).WholeOf("length") is >= 0 and var wanted ? wanted : (int?)null;
        var lines = length is { } count ? [count.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>();
        var asked = await hosts.AskAsync(server.Host, NodeQuestionKind.ConsoleOutput, [server.Id, .. lines], request.Http.RequestAborted);
        if (!asked.TryGet(out var output, out error))
            return NovaErrors.NotFound($"Unable to get console: {error.Message}");
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("output", Last(output, length));
            writer.WriteEndObject();
        });
    }

    // The end of the last line begins no further one.
    private static string Last(string output, int? lines) => lines is not { } count ? output : string.Join('\n', output.TrimEnd('\n').Split('\n').TakeLast(count));
}
