namespace Naru.Walk.Reach;

/// <summary>What of the cloud is taken to carry packets.</summary>
public enum ReachBasis
{
    /// <summary>What is wired and up now.</summary>
    Present,

    /// <summary>What the API's objects ask for, as if every host carried every network and every port were wired: what may come to be without another call.</summary>
    Intended,
}
