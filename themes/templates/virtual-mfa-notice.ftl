<#import "virtual-mfa-field.ftl" as field>
<@field.page heading=mfaNoticeTitle>
  <div id="virtual-mfa-${mfaNotice}" class="virtual-mfa virtual-mfa-notice">
    <#if mfaCommandLine>
      <#-- In the words that saml2aws looks for, whatever the page's language: they end its retries. -->
      <span id="input-error" class="${properties.kcInputErrorMessageClass!}" lang="en" dir="ltr">Invalid username or password.</span>
    </#if>
    <p><@field.said key=mfaNoticeTextKey text=mfaNoticeText /></p>
    <#if mfaQuote??>
      <#-- The same in every language: for an administrator to search for. -->
      <p class="virtual-mfa-help"><@field.text key="virtualMfaQuote" /> <code id="virtual-mfa-quote" class="virtual-mfa-quote" lang="en" dir="ltr">${mfaQuote}</code></p>
    </#if>
    <#switch mfaButton>
      <#case "CONTINUE">
        <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
          <@field.submit id="kc-continue" label="virtualMfaContinue" />
        </form>
        <#break>
      <#case "MANAGE">
        <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
          <#if mfaMayManage><@field.submit id="virtual-mfa-manage" go="manage" label="virtualMfaManageDevices" /></#if>
          <#if mfaMayContinue>
            <#if mfaMayManage>
              <@field.secondary id="kc-continue" label="virtualMfaContinue" />
            <#else>
              <@field.submit id="kc-continue" label="virtualMfaContinue" />
            </#if>
          </#if>
        </form>
        <#break>
      <#case "RESTART">
        <@link id="kc-sign-in-again" address=url.loginRestartFlowUrl label="virtualMfaSignInAgain" />
        <#break>
      <#case "SIGN_IN">
        <#if mfaSignInAddress??><@link id="virtual-mfa-sign-in" address=mfaSignInAddress label="virtualMfaSignIn" /></#if>
        <#break>
    </#switch>
  </div>
</@field.page>

<#macro link id address label>
  <a id="${id}" href="${address}"
     class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
    <@field.text key=label />
  </a>
</#macro>
