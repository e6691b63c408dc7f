namespace Naru.Walk.Told;

/// <summary>The object of the API that is responsible for something on the way.</summary>
/// <param name="Type">As in the API: <c>port</c>, <c>security_group_rule</c>, …</param>
/// <param name="Name">Empty where it has none.</param>
/// <param name="ProjectId">Its owner; decides who is told of it.</param>
public sealed record ApiObject(string Type, string Id, string Name, string ProjectId);
