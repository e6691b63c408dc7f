using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour.Steps;

/// <summary>Something is made in the cloud through the public API.</summary>
/// <param name="Commands">The same as commands of the <c>openstack</c> client, for the learner.</param>
/// <param name="Make">Does it; what is there already is kept.</param>
public sealed record ByApi(Said Title, Said Text, IReadOnlyList<string> Commands, Func<Maker, CancellationToken, Task<Result<Done>>> Make) : Step(Title, Text);
