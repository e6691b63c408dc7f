using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;

namespace Naru.Rest.Doctor;

/// <summary><c>GET …/doctor</c>: an examination of the state as it is now, and of the hosts.</summary>
public static class DoctorEndpoint
{
    private const string Rule = "get_doctor";

    public static void MapDoctor(this Api api, IEndpointRouteBuilder routes, Examination examination, HostExamination hosts)
    {
        api.Policies.Default(Rule, Rules.AdminOnly);
        api.Map(routes, HttpMethods.Get, "doctor", async ValueTask<Result<Reply>> (request) =>
        {
            if (!api.Policies.Allows(Rule, request.Caller, new PathTarget(null, null)))
                return api.Style.NotAllowed(Rule);
            IReadOnlyList<Finding> findings = [.. examination.Of(request.State), .. await hosts.RunAsync(request.Http.RequestAborted)];
            return Reply.Json(writer => Write(writer, request.State.Revision, examination.Invariants + hosts.Invariants, findings));
        });
    }

    private static void Write(Utf8JsonWriter writer, long revision, int invariants, IReadOnlyList<Finding> findings)
    {
        writer.WriteStartObject();
        writer.WriteNumber("revision", revision);
        writer.WriteNumber("invariants", invariants);
        writer.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("object", finding.Violation.Object);
            writer.WriteString("found", finding.Violation.Found);
            writer.WriteString("expected", finding.Violation.Expected);
            writer.WriteString("rule", finding.Rule);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
