namespace Naru.Network.Rbac;

/// <summary>What a policy says, without who said it; no two policies say the same.</summary>
public readonly record struct RbacGrant(string ObjectId, string Action, string TargetProjectId);
