using Naru.Compute.Requests;
using Naru.Primitives;

namespace Naru.Compute.Proxies;

/// <summary>What of a list old versions ask for: <c>limit</c> and <c>offset</c>.</summary>
internal readonly record struct Slice(int Offset, int Limit)
{
    public static Result<Slice> Of(ComputeRequest request) =>
        Number(request, "offset", 0).Then(offset => Number(request, "limit", int.MaxValue).Map(limit => new Slice(offset, limit)));

    public IEnumerable<T> Take<T>(IEnumerable<T> all) => all.Skip(Offset).Take(Limit);

    private static Result<int> Number(ComputeRequest request, string name, int otherwise)
    {
        if (!request.Query.TryGetValue(name, out var texts))
            return otherwise;
        return int.TryParse(texts[^1], out var number) && number >= 0 ? number : NovaErrors.BadRequest($"Invalid input for query parameters {name}. Value: {texts[^1]}.");
    }
}
