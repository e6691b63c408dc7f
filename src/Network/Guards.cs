using Naru.Primitives;

namespace Naru.Network;

/// <summary>Asks everybody who has a say in a change; the first objection counts.</summary>
internal static class Guards
{
    public static Result<Done> All<TGuard>(IEnumerable<TGuard> guards, Func<TGuard, Result<Done>> check)
    {
        foreach (var guard in guards)
        {
            if (!check(guard).TryGet(out _, out var objection))
                return objection;
        }
        return Done.Ok;
    }
}
