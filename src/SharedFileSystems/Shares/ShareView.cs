using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary>A share with what other documents say about it.</summary>
internal sealed record ShareView(Share Share, string? TypeName, string RulesStatus) : IDocument
{
    private const string Syncing = "syncing";
    private const string OutOfSync = "out_of_sync";

    public string Id => Share.Id;

    public static ShareView Of(IStateReader state, Share share) => new(
        share, share.TypeId is { } type ? state.In(ShareTables.Types).Find(type)?.Name : null, RulesStatusOf(state, share.Id));

    /// <summary>What versions up to 2.27 call it while rules are on their way.</summary>
    public string OldRulesStatus => RulesStatus == Syncing ? OutOfSync : RulesStatus;

    private static string RulesStatusOf(IStateReader state, string share)
    {
        var rules = ShareTables.RulesByOwner.Of(state, share);
        if (rules.Any(rule => rule.State == AccessRule.Failed))
            return AccessRule.Failed;
        return rules.All(rule => rule.State == AccessRule.Active) ? AccessRule.Active : Syncing;
    }
}
