using Naru.State;

namespace Naru.Identity.EndpointFilter;

/// <summary>A project has an endpoint, or the endpoints of a group, in its catalog.</summary>
/// <param name="MemberId">The endpoint or endpoint group; the ids of both are random, so that they never meet.</param>
public sealed record EndpointAssociation(string ProjectId, string MemberId) : IDocument
{
    public string Id => IdOf(ProjectId, MemberId);

    public static string IdOf(string projectId, string memberId) => $"{projectId}/{memberId}";
}
