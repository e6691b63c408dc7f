using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;

namespace Naru.Rest.Doctor;

/// <summary><c>GET …/doctor</c>: an examination of the state as it is now.</summary>
public static class DoctorEndpoint
{
    private const string Rule = "get_doctor";

    public static void MapDoctor(this Api api, IEndpointRouteBuilder routes, Examination examination)
    {
        api.Policies.Default(Rule, Rules.AdminOnly);
        api.Map(routes, HttpMethods.Get, "doctor", request => api.Policies.Allows(Rule, request.Caller, new PathTarget(null, null))
            ? Reply.Json(writer => Write(writer, request.State.Revision, examination.Invariants, examination.Of(request.State)))
            : api.Style.NotAllowed(Rule));
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
