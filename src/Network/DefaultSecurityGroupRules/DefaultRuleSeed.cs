using Naru.State;

namespace Naru.Network.DefaultSecurityGroupRules;

/// <summary>Remembers that the first default rules were made: an administrator who has removed them does not get them again.</summary>
public sealed record DefaultRuleSeed(string Id) : IDocument;
