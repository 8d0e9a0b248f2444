<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaAssignedTitle">
  <div id="virtual-mfa-assigned" class="virtual-mfa">
    <div role="status" class="virtual-mfa-alert ${properties.kcAlertClass!} pf-m-success alert-success">
      <div class="${properties.kcAlertIconClass!'pf-c-alert__icon'}"><span class="${properties.kcFeedbackSuccessIcon!}" aria-hidden="true"></span></div>
      <span class="${properties.kcAlertTitleClass!} kc-feedback-text"><@field.text key="virtualMfaAssignedDone" /></span>
    </div>
    <p><@field.text key=mfaOnlyDevice?then("virtualMfaAssignedText", "virtualMfaAssignedNextText") /></p>
    <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
      <#if mfaOtherSessions><@field.otherSessions /></#if>
      <#if mfaOnlyDevice><p id="virtual-mfa-suggestion"><@field.text key="virtualMfaAssignAnotherHelp" /></p></#if>
      <@field.submit id="kc-continue" label="virtualMfaContinue" />
      <#if mfaOnlyDevice>
        <@field.secondary id="virtual-mfa-add" value="add" label="virtualMfaAssignAnother" />
      </#if>
    </form>
  </div>
</@field.page>
