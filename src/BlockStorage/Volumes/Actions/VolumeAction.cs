using Microsoft.AspNetCore.Http;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Volumes.Actions;

/// <summary>Something that is asked of a volume with <c>POST …/action</c>.</summary>
/// <param name="Name">The name of the one member of the body.</param>
/// <param name="Rule">The policy that allows it.</param>
/// <param name="Do">Runs within the write; the volume is there and the caller may do it.</param>
internal sealed record VolumeAction(string Name, string Rule, Func<Transaction, VolumeRequest, Volume, Fields, Result<Reply>> Do)
{
    public static readonly Reply Accepted = new(StatusCodes.Status202Accepted, null);

    public static readonly Reply Ok = new(StatusCodes.Status200OK, null);

    /// <summary>The minor version that knows it first.</summary>
    public int Since { get; init; }

    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>What it is given may be anything, which is not read.</summary>
    public bool TakesAnything { get; init; }

    public BodySchema Schema => new(Name, [.. Members]) { AllowsNull = TakesAnything, AllowsOthers = TakesAnything };
}
